"""The words: vocabulary, shapes, licences and what follows from them."""
