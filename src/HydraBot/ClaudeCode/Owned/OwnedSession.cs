using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.ClaudeCode.Messages;
using HydraBot.ClaudeCode.Permissions;
using HydraBot.ClaudeCode.Posts;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.ClaudeCode.Owned;

/// <summary>A session of the house that is awake: what members say goes in, what it says and does goes to its thread, what it asks goes to people.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim without a wait handle holds nothing to dispose of, and a late message may still come.")]
internal sealed class OwnedSession(
    ClaudeSession session, ClaudeProcess process, SessionStore sessions, SessionPosts posts, PermissionDesk permissions, AbandonedAsks abandoned, MessageDesk messages, TimeProvider time, CancellationToken stop)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _telling = new(1, 1);
    private readonly List<Task> _asking = [];
    private double _cost;
    private int _number;

    public ClaudeSession Session => session;

    /// <summary>When it last did or was told something.</summary>
    public DateTimeOffset LastAt { get; private set; } = time.GetUtcNow();

    public bool IsWorking { get; private set; }

    /// <summary>Speaks with it until it ends.</summary>
    public async Task RunAsync()
    {
        await ControlAsync(new JsonObject { ["subtype"] = "initialize", ["hooks"] = null });
        await TellAsync();
        await foreach (var message in process.ReadAsync(stop))
        {
            LastAt = time.GetUtcNow();
            await TakeAsync(message);
            _asking.RemoveAll(task => task.IsCompleted);
        }

        await permissions.CloseAsync(session.Id, DateTimeOffset.MaxValue, CancellationToken.None);
        await Task.WhenAll(_asking);
    }

    /// <summary>Tells it what waits for it.</summary>
    public async Task TellAsync()
    {
        await _telling.WaitAsync(stop);
        try
        {
            if (await messages.TakeAsync(session.Id, stop) is not { Count: > 0 } waiting)
                return;
            LastAt = time.GetUtcNow();
            IsWorking = true;
            await sessions.StateAsync(session.Id, SessionState.Working, stop);
            await process.SendAsync(new JsonObject
            {
                ["type"] = "user",
                ["message"] = new JsonObject { ["role"] = "user", ["content"] = string.Join("\n\n", waiting.Select(message => message.Text)) },
            }, stop);
            await messages.DeliveredAsync(session.Id, [.. waiting.Select(message => message.Id)], stop);
        }
        finally
        {
            _telling.Release();
        }
    }

    public Task InterruptAsync() => ControlAsync(new JsonObject { ["subtype"] = "interrupt" });

    public Task ModelAsync(string model) => ControlAsync(new JsonObject { ["subtype"] = "set_model", ["model"] = model });

    private Task ControlAsync(JsonObject request) => process.SendAsync(
        new JsonObject { ["type"] = "control_request", ["request_id"] = $"hydra-{Interlocked.Increment(ref _number)}", ["request"] = request }, stop);

    private async Task TakeAsync(JsonElement message)
    {
        switch (message.Text("type"))
        {
            case "system" when message.Text("subtype") == "init":
                await sessions.ModelAsync(session.Id, message.Text("model"), stop);
                break;
            case "assistant":
                foreach (var part in message.At("message")?.ItemsAt("content") ?? [])
                    await SaidAsync(part);
                break;
            case "control_request" when message.At("request") is { } request && request.Text("subtype") == "can_use_tool":
                _asking.Add(AskAsync(message.Text("request_id") ?? "", request));
                break;
            case "control_cancel_request" when message.Text("request_id") is { } id:
                await CancelAskAsync(id);
                break;
            case "result":
                await EndTurnAsync(message);
                break;
        }
    }

    private async Task SaidAsync(JsonElement part)
    {
        if (part.Text("type") == "text" && part.Text("text") is { Length: > 0 } text)
        {
            await posts.AddAsync(session.Id, ToolCards.Answer(text), stop);
            return;
        }

        if (part.Text("type") != "tool_use" || part.At("input") is not { } input)
            return;
        var tool = part.Text("name") ?? "";
        if (tool == "TodoWrite" && ToolCards.Todo(input) is { } todo)
            await posts.AddAsync(session.Id, todo, stop, ToolCards.TodoSlot);
        else if (tool == "ExitPlanMode")
            await posts.AddAsync(session.Id, ToolCards.Plan(input), stop);
        else if (ToolText.IsEdit(tool))
            await posts.AddAsync(session.Id, ToolCards.Edit(tool, input), stop);
        else
            await posts.AddAsync(session.Id, new Card { Title = "At work", Text = $"**{tool}** `{PlainText.Cut(ToolText.Of(tool, input).ReplaceLineEndings(" ").Replace("`", "'", StringComparison.Ordinal), 300)}`" }, stop, "now");
    }

    private async Task AskAsync(string request, JsonElement body)
    {
        var input = body.At("input") ?? JsonElement.Parse("{}");
        var wish = new PermissionWish($"{session.Id}-{request}", session.Id, session.Machine, session.Folder, body.Text("tool_name") ?? "a tool", input, body.At("permission_suggestions") ?? default);
        abandoned.Here(wish.Ask);
        try
        {
            var state = PermissionState.Waiting;
            while (state.Kind == PermissionStateKind.Waiting)
                state = await permissions.AskAsync(wish, LongWait, stop);
            // Nobody sits at a terminal here: what is not allowed is refused.
            var answer = state.Answer ?? new JsonObject { ["behavior"] = "deny", ["message"] = "Nobody allowed this." };
            if (answer["behavior"]!.ToString() == "allow")
                answer["updatedInput"] = JsonNode.Parse(input.GetRawText());
            await process.SendAsync(new JsonObject
            {
                ["type"] = "control_response",
                ["response"] = new JsonObject { ["subtype"] = "success", ["request_id"] = request, ["response"] = answer },
            }, stop);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The session ended before the answer.
        }
        finally
        {
            abandoned.Left(wish.Ask, inTheMiddle: true);
        }
    }

    private Task CancelAskAsync(string request) => permissions.CloseAsync(new StoredAsk($"{session.Id}-{request}", session.Id, session.Machine, null, null, null, null, default), stop);

    private async Task EndTurnAsync(JsonElement result)
    {
        IsWorking = false;
        // Claude Code counts the cost of the whole process; the turn's is what came to it.
        var total = result.At("total_cost_usd") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : _cost;
        await sessions.TurnAsync(session.Id, Math.Max(0, total - _cost), stop);
        var good = result.Flag("is_error") != true && result.Text("subtype") == "success";
        await posts.AddAsync(session.Id, new Card
        {
            Title = good ? "Done" : $"It stopped: {(result.Text("subtype") ?? "error").Replace('_', ' ')}",
            Severity = good ? CardSeverity.Good : CardSeverity.Warning,
            Text = good ? null : PlainText.Cut(PlainText.Clean(result.Text("result") ?? string.Join('\n', result.ItemsAt("errors").Select(error => error.ToString()))), 1500) is { Length: > 0 } why ? why : null,
            Footer = string.Create(CultureInfo.InvariantCulture, $"{(result.Number("duration_ms") ?? 0) / 1000.0:0.0} s · {result.Number("num_turns")} steps · ${Math.Max(0, total - _cost):0.0000}"),
        }, stop);
        _cost = total;
        await sessions.StateAsync(session.Id, SessionState.Idle, stop);
        await TellAsync();
    }
}
