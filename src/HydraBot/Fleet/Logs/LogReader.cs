using HydraBot.Fleet.Engine;
using HydraBot.Governance.Audit;

namespace HydraBot.Fleet.Logs;

/// <summary>Reads a container's output as people may see it.</summary>
internal sealed class LogReader(IContainerEngine engine, SecretMask mask)
{
    public async Task<ContainerLogs> ReadAsync(Container container, int lines, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var output = await engine.ReadOutputAsync(container.Id, lines, since, cancellationToken);
        var text = mask.Apply(TerminalText.Plain(output.Text).TrimEnd('\n'));
        return new ContainerLogs(container.Name, text.Length == 0 ? 0 : 1 + text.Count(c => c == '\n'), text, output.Cut);
    }
}
