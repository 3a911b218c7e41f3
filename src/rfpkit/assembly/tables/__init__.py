"""The inserts of the documents of the steps, one module for each family of documents."""
