"""Handing the inspection over: the Excel workbook, the PDF report, and the printed pages."""
