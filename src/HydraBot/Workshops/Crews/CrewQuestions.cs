using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;

namespace HydraBot.Workshops.Crews;

/// <summary>
/// Puts what a crew wants to know to people as an approval. A yes goes to the crew by itself, since it is what was approved; a no is told to it as
/// feedback, so that it does the task again.
/// </summary>
internal sealed partial class CrewQuestions(GovernedExecutor road, SecretMask mask, TimeProvider time, ILogger<CrewQuestions> logger) : IApprovalDoor
{
    private const string Question = "crews.approve";
    private const int MostShown = 6000;

    private static readonly Caller House = new(CallerKind.Schedule, "crews", "A crew", AccessLevel.Operator);

    /// <summary>What of a crew's output people are shown and approve.</summary>
    public static string Shown(CrewState state, SecretMask mask)
    {
        var text = mask.Apply(Outside.Clean(state.Output.ValueKind == JsonValueKind.String ? state.Output.GetString()! : state.Output.GetRawText()));
        return text.Length <= MostShown ? text : text[..MostShown];
    }

    public async Task AskAsync(Clearance clearance, string crew, string kickoff, CrewState state, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject { ["crew"] = crew, ["kickoff"] = kickoff, ["task"] = state.Task ?? "", ["output"] = Shown(state, mask) };
        var request = OperationRequest.Create(Question, JsonElement.Parse(arguments.ToJsonString()), House, Door.Schedule, time, clearance.CorrelationId);
        if (await road.ExecuteAsync(request, null, cancellationToken) is OperationOutcome.Refused refused)
            LogRefused(crew, refused.Refusal.Message);
    }

    public Task ShowAsync(Approval approval, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task DecidedAsync(Approval approval, CancellationToken cancellationToken)
    {
        if (approval.Request.Operation != Question || approval.State != ApprovalState.Denied)
            return;
        var voter = approval.Votes.LastOrDefault(vote => !vote.Agrees)?.Voter ?? House;
        var arguments = new JsonObject
        {
            ["crew"] = approval.Request.Arguments.Text("crew"),
            ["kickoff"] = approval.Request.Arguments.Text("kickoff"),
            ["feedback"] = $"{voter.Name} does not agree with this; do it again.",
            ["approve"] = false,
        };
        var request = OperationRequest.Create("crews.feedback", JsonElement.Parse(arguments.ToJsonString()), voter, Door.Chat, time, approval.Request.CorrelationId);
        if (await road.ExecuteAsync(request, null, cancellationToken) is OperationOutcome.Failed failed)
            LogRefused(arguments["crew"]!.ToString(), failed.Message);
    }

    public IProgress<OperationProgress>? Progress(Approval approval) => null;

    public Task FinishedAsync(Approval approval, OperationOutcome outcome, CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The crew {Crew} was not answered: {Reason}")]
    private partial void LogRefused(string crew, string reason);
}
