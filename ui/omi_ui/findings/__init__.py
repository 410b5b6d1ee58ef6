"""The findings: strengths and areas for improvement of every criterion, with figures that live."""
