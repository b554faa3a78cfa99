"""placeholder"""
from reader.telegram.records import Document, Telegram
READER_VERSION = "1"
def read(document: Document) -> Telegram:
    return Telegram(source=document.source, format=document.format)
