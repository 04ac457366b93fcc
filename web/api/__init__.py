"""The REST API at ``/api/v1``: the desk's verbs for other programs."""
