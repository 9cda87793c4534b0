using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Workshops;

/// <summary>The workshops' section of the status.</summary>
internal sealed class WorkshopsStatus(WorkshopRounds rounds) : IStatusSource
{
    public string Name => "Workshops";

    public int Order => 35;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var states = await rounds.LookAsync(cancellationToken);
        var silent = states.Where(state => !state.Answers).ToArray();
        return new StatusSection(
            states.Count == 0 ? CardSeverity.Neutral : silent.Length > 0 ? CardSeverity.Warning : CardSeverity.Good,
            states.Count == 0 ? "None is set up." : string.Join('\n', states.Select(state => $"{(state.Answers ? "🟢" : "🔴")} {state.Name}: {(state.Detail.Length > 180 ? state.Detail[..180] + "…" : state.Detail)}")))
        {
            Concerns = [.. silent.Select(state => $"{state.Name} does not answer.")],
            Figures = new Dictionary<string, double> { ["workshops"] = states.Count, ["answering"] = states.Count - silent.Length },
        };
    }
}
