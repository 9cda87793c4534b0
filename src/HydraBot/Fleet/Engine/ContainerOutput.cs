namespace HydraBot.Fleet.Engine;

/// <summary>What a container wrote.</summary>
/// <param name="Text">As it came, both streams.</param>
/// <param name="Cut">True when the beginning was left out because it was too much.</param>
internal sealed record ContainerOutput(string Text, bool Cut);
