"""The desk (โต๊ะสารบรรณ): one function a verb; each owns its transaction."""
