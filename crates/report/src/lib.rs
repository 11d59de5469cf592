//! The document model, its sections, and the writers for DOCX, PDF and HTML.
