"""Pages of the desk, one module each: what their templates are filled with."""
