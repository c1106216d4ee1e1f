"""Many records: read from packs, laid over each other, checked, linked and queried."""

from ketacontent.catalog.catalog import Catalog
from ketacontent.catalog.collection import Collection
from ketacontent.catalog.installed import installed_packs
from ketacontent.catalog.load import load
from ketacontent.catalog.manifest import Manifest

__all__ = ["Catalog", "Collection", "Manifest", "installed_packs", "load"]
