using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Operations;
using HydraBot.Improvement.Proposals;

namespace HydraBot.Doors.Http.Improvement;

/// <summary>Takes calls of the rows below <c>/self-improvement</c> down the road; what cannot be is said before anybody is asked.</summary>
internal sealed class ImprovementRoad(
    GovernedExecutor road, HttpRoad http, OperationCatalog catalog, TuningCatalog tunables, BenchmarkRunner runner, ProposalStore proposals, IAuditLog audit, AuditScribe scribe,
    OperationJson json, TimeProvider time)
{
    /// <summary>The articles that say no to what touches law, kernel and record.</summary>
    private static readonly string[] Articles = ["record", "improvement"];

    /// <summary>Writes a proposal down: 422 for what does not fit, 403 for what may never be changed this way.</summary>
    public async Task<IResult> ProposeAsync(HttpContext context)
    {
        var body = WithoutNulls(await RequestBody.ReadObjectAsync(context));
        if (Misfits("improvement.propose", body) is { } misfit)
            return misfit;
        // Whoever may not propose hears that, and nothing of what would be wrong with it.
        if (context.Caller.Access >= AccessLevel.Operator)
        {
            var kind = Enum.Parse<ProposalKind>(body.GetProperty("kind").GetString()!, ignoreCase: true);
            var draft = ProposalDraft.Read(
                tunables, kind, Text(body, "title"), Text(body, "description"), body.TryGetProperty("changes", out var changes) ? changes : null, Text(body, "patch"));
            if (draft.Forbidden.Count > 0)
                return await RefuseAsync(context, draft);
            if (draft.Problems.Count > 0)
                return new ProblemAnswer(ProblemKind.WrongArguments.Of(string.Join(' ', draft.Problems)) with { Errors = draft.Problems });
        }

        return await ShapeAsync(context, "improvement.propose", body);
    }

    public Task<IResult> ListAsync(HttpContext context, string? state, string? limit)
    {
        var arguments = new JsonObject { ["limit"] = QueryReader.Number("limit", limit, 1, 500, 100) };
        if (QueryReader.Choice<ProposalState>("state", state) is { } wanted)
            arguments["state"] = JsonNamingPolicy.CamelCase.ConvertName(wanted.ToString());
        return http.RunAsync(context, "improvement.proposals", Element(arguments));
    }

    /// <summary>An operation on one proposal: 404 where there is none, 409 where it stands elsewhere.</summary>
    public async Task<IResult> OfAsync(HttpContext context, string operation, string id, JsonObject arguments)
    {
        var found = Guid.TryParse(id, CultureInfo.InvariantCulture, out var known) ? await proposals.FindAsync(known, context.RequestAborted)
            : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await proposals.FindAsync(number, context.RequestAborted)
            : null;
        if (found is null)
            return new ProblemAnswer(ProblemKind.NotFound.Of($"There is no proposal '{(id.Length > 60 ? id[..60] : id)}'."));
        if (operation == "improvement.deploy" && found.Kind == ProposalKind.Code)
            operation = "improvement.release";
        if (Standing(operation, found.State) is { } wrong && context.Caller.Access >= AccessLevel.Operator)
            return new ProblemAnswer(ProblemKind.NotRunnable.Of($"Proposal {found.Number} is {ProposalPage.Words(found.State)}; {wrong}"));
        arguments["proposal"] = found.Id;
        return await ShapeAsync(context, operation, Element(arguments));
    }

    public async Task<IResult> RollBackAsync(HttpContext context, string id)
    {
        var body = WithoutNulls(await RequestBody.ReadObjectAsync(context));
        var arguments = new JsonObject();
        foreach (var member in body.EnumerateObject())
        {
            if (member.Name != "reason" || member.Value.ValueKind != JsonValueKind.String || member.Value.GetString()!.Length > 500)
                return new ProblemAnswer(ProblemKind.WrongArguments.Of($"'{(member.Name.Length > 60 ? member.Name[..60] : member.Name)}' does not fit; the body is {{reason?}}, a text of at most 500 characters."));
            arguments["reason"] = member.Value.GetString();
        }

        return await OfAsync(context, "improvement.rollback", id, arguments);
    }

    public async Task<IResult> BenchmarkAsync(HttpContext context)
    {
        var body = ImprovementEndpoints.Renamed(WithoutNulls(await RequestBody.ReadObjectAsync(context)), "sealed", "sealedPart");
        if (Misfits("benchmark.run", body) is { } misfit)
            return misfit;
        if (body.TryGetProperty("suites", out var suites) && suites.EnumerateArray().Select(suite => suite.GetString()!).FirstOrDefault(name => runner.Suites.All(suite => suite.Name != name)) is { } unknown)
            return new ProblemAnswer(ProblemKind.WrongArguments.Of($"'suites' names '{(unknown.Length > 60 ? unknown[..60] : unknown)}'; allowed are {string.Join(", ", runner.Suites.Select(suite => suite.Name))}."));
        return await http.RunAsync(context, "benchmark.run", body);
    }

    private static string? Standing(string operation, ProposalState state) => operation switch
    {
        "improvement.test" when state is not (ProposalState.Proposed or ProposalState.Tested) => "only a proposal that was not tested yet is tested.",
        "improvement.deploy" or "improvement.release" when state is not (ProposalState.Validated or ProposalState.Approved) => "only a validated proposal is deployed.",
        "improvement.rollback" when state is not (ProposalState.Deployed or ProposalState.Watched or ProposalState.Kept) => "only what is in force is rolled back.",
        _ => null,
    };

    private static JsonElement Element(JsonObject arguments) => JsonElement.Parse(arguments.ToJsonString());

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement WithoutNulls(JsonElement body)
    {
        var kept = new JsonObject();
        foreach (var member in body.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
            kept[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        return Element(kept);
    }

    private ProblemAnswer? Misfits(string operation, JsonElement arguments) =>
        catalog.TryFind(operation, out var known) && ArgumentCheck.Problems(known.Schema, arguments) is { Count: > 0 } problems
            ? new ProblemAnswer(ProblemKind.WrongArguments.Of(string.Join(' ', problems)) with { Errors = problems })
            : null;

    /// <summary>An attempt on the law is no mistyped argument: it is written down.</summary>
    private async Task<IResult> RefuseAsync(HttpContext context, ProposalDraft draft)
    {
        var entry = scribe.At(Door.Http, AuditKind.Refused, context.Caller, context.CorrelationId, "refused", draft.Forbidden) with
        {
            Operation = "improvement.propose",
            Effect = OperationEffect.Change,
            Rule = "protected-paths",
            Articles = Articles,
        };
        await audit.AppendAsync(entry, context.RequestAborted);
        return new ProblemAnswer(ProblemKind.Unlawful.Of(string.Join(' ', draft.Forbidden)) with { Errors = draft.Forbidden, Constraints = Articles });
    }

    /// <summary>A proposal answers as itself, with what happened to it beside.</summary>
    private async Task<IResult> ShapeAsync(HttpContext context, string operation, JsonElement arguments)
    {
        var request = OperationRequest.Create(operation, arguments, context.Caller, Door.Http, time, context.CorrelationId);
        var outcome = await road.ExecuteAsync(request, progress: null, context.RequestAborted);
        if (outcome is not OperationOutcome.Done { Result.Value: ProposalView view })
            return OutcomeAnswer.Of(outcome, json.Options);
        var shaped = JsonSerializer.SerializeToNode(view.Proposal, json.Options.GetTypeInfo(typeof(Proposal)))!.AsObject();
        shaped["transitions"] = JsonSerializer.SerializeToNode(view.Transitions, json.Options.GetTypeInfo(typeof(IReadOnlyList<Transition>)));
        shaped["page"] = view.Page;
        return TypedResults.Text(shaped.ToJsonString(json.Options), "application/json; charset=utf-8");
    }
}
