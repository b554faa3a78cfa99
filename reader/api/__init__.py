"""The read-only JSON API under /api/v1/, described by the OpenAPI document that it writes itself."""
