"""The clause library: clauses, blanks, terms and templates, as their files hold them."""
