namespace HydraBot.Fleet.Engine;

/// <summary>A port that is published on the host.</summary>
/// <param name="Host">On the host.</param>
/// <param name="Inside">In the container.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</param>
internal sealed record ContainerPort(int Host, int Inside, string Protocol)
{
    public override string ToString() => Protocol == "tcp" ? $"{Host}→{Inside}" : $"{Host}→{Inside}/{Protocol}";
}
