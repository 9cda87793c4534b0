using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using HydraBot.Fleet.Containers;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Logs;

/// <summary>Shows what a container wrote: in the card when it is short, as a file when it is long.</summary>
/// <remarks>An operator's right: programs write to their logs what not everybody should read.</remarks>
internal sealed class ReadLogsOperation(ContainerFinder finder, LogReader reader, TimeProvider time)
{
    private const int MostLines = 5000;

    /// <summary>What one reads on a phone without scrolling for long.</summary>
    private const int MostText = 1800;

    private const int TailText = 700;

    [Operation("container.logs", Slash = "logs", Toolset = "fleet", Access = AccessLevel.Operator)]
    [Description("Shows the last lines that a container wrote")]
    public async Task<OperationResult<ContainerLogs>> ReadAsync(
        [Description("Its name, or the beginning of its id"), Suggest<ContainerNames>] string container,
        [Description("How many lines at most"), Range(1, MostLines)] int lines = 100,
        [Description("Only what is newer: 90s, 10m, 2h, 1d, or a moment such as 2026-01-31T18:00Z")] string? since = null,
        CancellationToken cancellationToken = default)
    {
        if (lines is < 1 or > MostLines)
            throw OperationException.WrongArgument($"'lines' is 1 to {MostLines}, not {lines}.");

        var from = string.IsNullOrWhiteSpace(since) ? (DateTimeOffset?)null : SinceReader.Read(since, time.GetUtcNow());
        var found = await finder.FindAsync(container, cancellationToken);
        var logs = await reader.ReadAsync(found, lines, from, cancellationToken);
        var card = Draw(logs);
        return OperationResult.Of(logs, found.IsUp ? card with { Actions = [.. ContainerActions.Of(found.Name, ("Follow", "container.follow"))] } : card);
    }

    private static Card Draw(ContainerLogs logs) => logs.Text.Length switch
    {
        0 => new Card { Title = $"{logs.Container} wrote nothing", Text = "No lines in this span." },
        <= MostText => new Card { Title = Title(logs), Text = LogBlock.Of(logs.Text) },
        _ => new Card
        {
            Title = Title(logs),
            Text = $"The end of it; all is in the file.\n{LogBlock.Tail(logs.Text, TailText)}",
            Files = [new CardFile($"{logs.Container}.log", "text/plain", Encoding.UTF8.GetBytes(logs.Text))],
            Footer = logs.Cut ? "Older lines were left out: together they were more than 8 MiB." : null,
        },
    };

    private static string Title(ContainerLogs logs) => $"{logs.Container}: {logs.Lines} {(logs.Lines == 1 ? "line" : "lines")}";
}
