using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Workshops.Calls;
using Microsoft.Extensions.Options;

namespace HydraBot.Workshops.N8n;

/// <summary>Workflows of n8n.</summary>
internal sealed class N8nOperations(N8nWorkshop n8n, SecretMask mask, IOptions<WorkshopsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    [Operation("n8n.workflows", Toolset = "n8n")]
    [Description("Lists the workflows of n8n with their webhooks and whether they are active")]
    public async Task<OperationResult<N8nWorkflows>> WorkflowsAsync(CancellationToken cancellationToken = default)
    {
        var all = await n8n.ListAsync(cancellationToken);
        var text = string.Join('\n', all.OrderByDescending(one => one.Active).Select(Line));
        return OperationResult.Of(new N8nWorkflows(all), new Card
        {
            Title = $"{all.Count} workflows, {all.Count(one => one.Active)} active",
            Severity = CardSeverity.Good,
            Text = text.Length <= 3500 ? text : $"{text[..text.LastIndexOf('\n', 3500)]}\n…",
        });
    }

    [Operation("n8n.run", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = 3600, Toolset = "n8n")]
    [Description("Runs an n8n workflow by its webhook and waits for its end")]
    public async Task<OperationResult<N8nRun>> RunAsync(
        [Description("Its name or id"), Suggest<N8nWorkflowNames>] string workflow,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("What it is given: a JSON object, or name=value separated by semicolons"), MaxLength(16000)] string input = "",
        [Description("Waits for its end")] bool wait = true,
        CancellationToken cancellationToken = default)
    {
        var body = ParameterText.Object(input);
        var found = await n8n.FindAsync(workflow, cancellationToken);
        if (found.Webhooks is not [var hook, ..])
            throw new OperationException($"'{found.Name}' has no webhook, and n8n runs workflows from outside by their webhook alone: add a Webhook node to it.");
        if (!found.Active)
            throw new OperationException($"'{found.Name}' is not active, so its webhook is not there: n8n.activate switches it on.");

        var began = time.GetTimestamp();
        var before = wait ? (await n8n.ExecutionsAsync(found.Id, null, 1, cancellationToken)).Select(one => one.Number).FirstOrDefault() : 0;
        progress.Report(new OperationProgress($"'{found.Name}' runs…"));
        var answer = await n8n.CallAsync(clearance, hook, body, cancellationToken);
        if (!answer.IsGood && answer.Status < 500)
            throw new OperationException($"The webhook of '{found.Name}' answers {answer.Status}: {answer.Words("no reason given")}.{(answer.Status is 401 or 403 ? " Workshops:N8n:WebhookAuthorization is what it is shown." : "")}");

        var execution = wait ? await EndAsync(found, before, answer.IsGood && hook.Waits, cancellationToken) : null;
        var run = new N8nRun(
            found.Name, execution?.Status ?? (answer.IsGood ? wait && hook.Waits ? "success" : "started" : "error"), execution?.Id,
            execution?.Error is { } error ? mask.Apply(execution.FailedNode is { } node ? $"{node}: {error}" : error) : answer.IsGood ? null : mask.Apply(answer.Words($"it answers {answer.Status}")),
            Answer(answer), Math.Round(time.GetElapsedTime(began).TotalSeconds, 1));
        return OperationResult.Of(run, Draw(run));
    }

    [Operation("n8n.activate", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Switches an n8n workflow on or off")]
    public async Task<OperationResult<N8nSwitched>> ActivateAsync(
        [Description("Its name or id"), Suggest<N8nWorkflowNames>] string workflow, Clearance clearance, [Description("On or off")] bool active = true, CancellationToken cancellationToken = default)
    {
        var found = await n8n.FindAsync(workflow, cancellationToken);
        await n8n.ActivateAsync(clearance, found.Id, active, cancellationToken);
        return OperationResult.Of(
            new N8nSwitched(found.Id, found.Name, active), new Card { Title = $"'{found.Name}' is {(active ? "active" : "switched off")}", Severity = CardSeverity.Good });
    }

    [Operation("n8n.executions", Toolset = "n8n")]
    [Description("Lists runs of n8n workflows, the newest first, with what went wrong")]
    public async Task<OperationResult<N8nExecutions>> ExecutionsAsync(
        [Description("Of this workflow alone"), Suggest<N8nWorkflowNames>] string? workflow = null,
        [Description("Those that failed alone")] bool failed = false,
        [Description("How many"), Range(1, 50)] int limit = 10,
        CancellationToken cancellationToken = default)
    {
        var names = (await n8n.ListAsync(cancellationToken)).ToDictionary(one => one.Id, one => one.Name);
        var id = workflow is null ? null : (await n8n.FindAsync(workflow, cancellationToken)).Id;
        var runs = (await n8n.ExecutionsAsync(id, failed ? "error" : null, limit, cancellationToken)).ToArray();
        // The list does not say why a run failed; the run itself does.
        foreach (var (index, run) in runs.Index().Where(pair => pair.Item is { Status: "error" or "crashed", Error: null }).Take(10).ToArray())
            runs[index] = await n8n.ExecutionAsync(run.Id, cancellationToken) is var full && full.Error is { } why ? full with { Error = mask.Apply(why) } : run;
        return OperationResult.Of(new N8nExecutions(runs), new Card
        {
            Title = runs.Length == 0 ? "No runs" : $"{runs.Length} runs, {runs.Count(run => run.Status is "error" or "crashed")} failed",
            Severity = runs.Any(run => run.Status is "error" or "crashed") ? CardSeverity.Warning : CardSeverity.Good,
            Fields = [.. runs.Take(20).Select(run => new CardField(
                $"{Mark(run)} {names.GetValueOrDefault(run.WorkflowId, run.WorkflowId)} · {run.Id}",
                $"{run.Status}{(run.StartedAt is { } at && DateTimeOffset.TryParse(at, out var moment) ? $" <t:{moment.ToUnixTimeSeconds()}:R>" : "")}{(run.Error is { } error ? $"\n{(run.FailedNode is { } node ? $"**{node}**: " : "")}{(error.Length > 300 ? error[..300] + "…" : error)}" : "")}"))],
        });
    }

    [Operation("n8n.retry", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = 120)]
    [Description("Runs a failed n8n execution again, with the workflow as it is now")]
    public async Task<OperationResult<N8nRetried>> RetryAsync([Description("The execution's id")] string execution, Clearance clearance, CancellationToken cancellationToken = default)
    {
        var again = N8nExecution.Of(await n8n.RetryAsync(clearance, execution.Trim(), cancellationToken));
        return OperationResult.Of(
            new N8nRetried(execution, again.Id, again.Status),
            new Card { Title = $"Execution {execution} runs again as {again.Id}", Severity = again.Status == "error" ? CardSeverity.Bad : CardSeverity.Good, Text = again.Status });
    }

    /// <summary>The run that the call began, at its end; null when n8n keeps no record of it, or it is not waited for any longer.</summary>
    private async Task<N8nExecution?> EndAsync(N8nWorkflow workflow, long before, bool ended, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < options.Value.N8n.TimeLimit)
        {
            var mine = (await n8n.ExecutionsAsync(workflow.Id, null, 5, cancellationToken)).Where(run => run.Number > before).MinBy(run => run.Number);
            if (mine is { HasEnded: true })
                return mine.Status == "success" ? mine : await n8n.ExecutionAsync(mine.Id, cancellationToken);
            if (mine is null && (ended || time.GetElapsedTime(began) > TimeSpan.FromSeconds(5)))
                return null;
            await Task.Delay(Look, time, cancellationToken);
        }

        return null;
    }

    private OutsideData Answer(WorkshopAnswer answer)
    {
        try
        {
            return Outside.Of("n8n", answer.Body.Length == 0 ? JsonElement.Parse("null") : JsonElement.Parse(answer.Body), mask);
        }
        catch (JsonException)
        {
            return Outside.Of("n8n", answer.MediaType.StartsWith("text/", StringComparison.Ordinal) ? Encoding.UTF8.GetString(answer.Body) : $"{answer.Body.Length} bytes of {answer.MediaType}", mask);
        }
    }

    private static Card Draw(N8nRun run) => new()
    {
        Title = $"{run.Workflow}: {run.Status}",
        Severity = run.Status is "error" or "crashed" ? CardSeverity.Bad : run.Status == "success" ? CardSeverity.Good : CardSeverity.Neutral,
        Text = run.Error ?? Outside.Block(run.Answer),
        Footer = $"n8n · {run.Seconds:0.0} s{(run.ExecutionId is { } id ? $" · {id}" : "")}",
    };

    private static string Line(N8nWorkflow one) =>
        $"{(one.Active ? "🟢" : "⚪")} **{one.Name}** `{one.Id}`{string.Concat(one.Webhooks.Select(hook => $" · {hook.Method} `/{hook.Path}`"))}";

    private static string Mark(N8nExecution run) => run.Status switch { "success" => "🟢", "error" or "crashed" => "🔴", "canceled" => "⚪", _ => "🟡" };
}
