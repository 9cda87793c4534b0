namespace HydraBot.Memory.Embeddings;

/// <summary>An embedding model cannot be used; the message says why, in a sentence for people.</summary>
internal sealed class EmbeddingException(string message, Exception? inner = null) : Exception(message, inner);
