namespace HydraBot.Governance.Operations;

/// <summary>A file on a card.</summary>
/// <param name="Name">File name with its ending.</param>
/// <param name="MediaType">For example <c>text/plain</c>.</param>
/// <param name="Content">The bytes.</param>
public sealed record CardFile(string Name, string MediaType, ReadOnlyMemory<byte> Content);
