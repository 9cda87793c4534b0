namespace HydraBot.Memory.Documents;

/// <summary>What reading a document did.</summary>
/// <param name="Name">Under which it is known.</param>
/// <param name="Sha256">Of its text, in hex.</param>
/// <param name="Pieces">How many it has now.</param>
/// <param name="New">How many of them were not known.</param>
/// <param name="Ended">How many of an earlier version do not stand in it any more.</param>
internal sealed record LearnedDocument(string Name, string Sha256, int Pieces, int New, int Ended);

/// <summary>A document that was read.</summary>
/// <param name="Name">Under which it is known; a search takes it as <c>sessionId</c> to stay within it.</param>
/// <param name="Link">Where it comes from, if that was told.</param>
/// <param name="Sha256">Of its text, in hex.</param>
/// <param name="ReadAt">When this version of it was read, in ISO 8601.</param>
/// <param name="Pieces">How many it has.</param>
/// <param name="Scope">Who may recall it.</param>
/// <param name="FetchedAt">When its address was last asked for it, in ISO 8601; null where its text was brought.</param>
internal sealed record KnownDocument(string Name, string? Link, string Sha256, string ReadAt, int Pieces, MemoryScope Scope, string? FetchedAt);

/// <summary>The documents that a caller may recall.</summary>
internal sealed record DocumentsAnswer(IReadOnlyList<KnownDocument> Documents);
