"""The same corpus built by mingpian and by its peers, and how long each takes."""
