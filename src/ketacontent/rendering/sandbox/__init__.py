"""Templates that a pack brings: read, checked and run so that their author need not be trusted.

Imported only where packs' templates are used: nothing here is needed to render with our own.
"""
