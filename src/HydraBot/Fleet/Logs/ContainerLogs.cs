namespace HydraBot.Fleet.Logs;

/// <summary>What a container wrote last.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Lines">How many lines there are in the text.</param>
/// <param name="Text">The lines, without colours and without secrets.</param>
/// <param name="Cut">True when older lines were left out because the text was too long.</param>
internal sealed record ContainerLogs(string Container, int Lines, string Text, bool Cut);
