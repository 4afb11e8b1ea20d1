"""Ada Lovelace about 1840: evening dress, braided hair, an engraved engine behind her."""
