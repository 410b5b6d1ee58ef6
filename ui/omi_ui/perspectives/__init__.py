"""The perspectives: staff interview, questionnaires, focus groups, and what was said in them."""
