namespace HydraBot.Tests.Discord;

/// <summary>A file of a form.</summary>
internal sealed record FakeFormPart(string Name, string FileName, string? ContentType, byte[] Content);
