"""Pages: what a person sees of the factory in a browser. Each asks `desk.actions` and shows facts."""
