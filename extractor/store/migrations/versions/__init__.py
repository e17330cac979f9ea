"""One module for each version of the store. A module that was released is never edited: stores were made by it."""
