using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Logs;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Healing;

/// <summary>Has a container restarted, down the road like everybody, and speaks of what came of it.</summary>
internal sealed partial class Treatment(
    IContainerEngine engine, GovernedExecutor road, IApprovalStore approvals, LogReader logs, AlertDesk alerts, IOptions<FleetOptions> options, TimeProvider time, ILogger<Treatment> logger) : IDisposable
{
    private const string Topic = "Containers";
    private const int LogLines = 20, LogText = 1500, AtOnce = 8;

    private static readonly Caller Healer = new(CallerKind.Schedule, "fleet-heal", "Healing", AccessLevel.Operator);
    private static readonly TimeSpan Refused = TimeSpan.FromMinutes(5), AskedAgain = TimeSpan.FromHours(1);

    /// <summary>A host on which everything fell over is not helped by starting everything at once.</summary>
    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);

    public async Task HealAsync(HealCase one, Sickness sickness, CancellationToken cancellationToken)
    {
        try
        {
            await _places.WaitAsync(cancellationToken);
            try
            {
                await SayAsync(one, AlertSeverity.Warning, sickness, "It is restarted.", cancellationToken);
                await ConcludeAsync(one, sickness, await RequestAsync("container.heal", one.Name, cancellationToken), cancellationToken);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception, one.Name);
            one.NotBefore = time.GetUtcNow() + Refused;
        }
        catch (OperationCanceledException)
        {
            // The house is closing; the next start looks for itself.
        }
    }

    /// <summary>Asks people for the restart of a container that holds data, once while they have not answered.</summary>
    public async Task AskAsync(HealCase one, Sickness sickness, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < one.NotBefore)
            return;
        one.NotBefore = now + AskedAgain;
        if ((await approvals.ListAsync(ApprovalState.Pending, 500, cancellationToken)).FirstOrDefault(pending => IsAbout(pending, one.Name)) is { } asked)
        {
            one.NotBefore = asked.ExpiresAt;
            return;
        }

        var text = $"It holds data, so a person decides about its restart.\n{await LastLinesAsync(sickness.Container, cancellationToken)}";
        await SayAsync(one, AlertSeverity.Critical, sickness, text, cancellationToken);
        switch (await RequestAsync("container.restart", one.Name, cancellationToken))
        {
            case OperationOutcome.Waiting waiting:
                one.NotBefore = waiting.Approval.ExpiresAt + AskedAgain;
                break;
            case OperationOutcome.Failed failed:
                await SayAsync(one, AlertSeverity.Critical, sickness, failed.Message, cancellationToken);
                break;
            case OperationOutcome.Refused refused:
                await SayAsync(one, AlertSeverity.Critical, sickness, $"Its restart was refused: {refused.Refusal.Message}", cancellationToken);
                break;
        }
    }

    public async Task SayAsync(HealCase one, AlertSeverity severity, Sickness sickness, string text, CancellationToken cancellationToken)
    {
        if (one.Said == text)
            return;
        one.Said = text;
        await alerts.RaiseAsync(new AlertSignal(one.Key, "healing", Topic, severity, $"`{one.Name}` is {sickness.What.Split('\n')[0]}", text), cancellationToken);
    }

    public async Task<string> LastLinesAsync(Container container, CancellationToken cancellationToken)
    {
        try
        {
            var last = await logs.ReadAsync(container, LogLines, null, cancellationToken);
            return last.Text.Length == 0 ? "It wrote nothing." : $"Its last lines:\n{LogBlock.Tail(last.Text, LogText)}";
        }
        catch (OperationException unreadable)
        {
            return unreadable.Message;
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task ConcludeAsync(HealCase one, Sickness sickness, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case OperationOutcome.Done done:
                one.Failures = 0;
                one.Said = null;
                await alerts.ClearAsync(one.Key, $"It was {sickness.What.Split('\n')[0]}. {done.Result.Card.Text} It is well again.", cancellationToken);
                break;
            case OperationOutcome.Refused refused:
                one.NotBefore = time.GetUtcNow() + Refused;
                await SayAsync(one, AlertSeverity.Warning, sickness, $"Its restart was refused: {refused.Refusal.Message}", cancellationToken);
                break;
            case OperationOutcome.Waiting waiting:
                one.NotBefore = waiting.Approval.ExpiresAt;
                await SayAsync(one, AlertSeverity.Warning, sickness, "Its restart waits for a person.", cancellationToken);
                break;
            case OperationOutcome.Failed failed:
                await FailAsync(one, sickness, failed.Message, cancellationToken);
                break;
            case OperationOutcome.Cancelled cancelled:
                await FailAsync(one, sickness, cancelled.Message, cancellationToken);
                break;
        }
    }

    private async Task FailAsync(HealCase one, Sickness sickness, string message, CancellationToken cancellationToken)
    {
        var most = options.Value.Heal.MaxFailures;
        if (++one.Failures < most)
        {
            await SayAsync(one, AlertSeverity.Warning, sickness, string.Create(CultureInfo.InvariantCulture, $"Restart {one.Failures} of {most} did not help. {message}"), cancellationToken);
            return;
        }

        one.GivenUpAt = await StartAsync(sickness, cancellationToken);
        var lines = await LastLinesAsync(sickness.Container, cancellationToken);
        var text = string.Create(CultureInfo.InvariantCulture, $"**Given up after {most} restarts that did not help.** It is left to people until somebody starts it.\n{lines}");
        await SayAsync(one, AlertSeverity.Critical, sickness, text, cancellationToken);
    }

    /// <summary>The start that our last restart made, after which only another hand makes one.</summary>
    private async Task<string> StartAsync(Sickness sickness, CancellationToken cancellationToken)
    {
        try
        {
            return (await engine.InspectAsync(sickness.Container.Id, cancellationToken)).StartedAt;
        }
        catch (OperationException)
        {
            return sickness.Detail.StartedAt;
        }
    }

    private static bool IsAbout(Approval pending, string container) => pending.Request.Operation == "container.restart" && pending.Request.Caller.Id == Healer.Id
        && pending.Request.Arguments.TryGetProperty("container", out var named) && named.GetString() == container;

    private Task<OperationOutcome> RequestAsync(string operation, string container, CancellationToken cancellationToken) => road.ExecuteAsync(
        OperationRequest.Create(operation, JsonElement.Parse(new JsonObject { ["container"] = container }.ToJsonString()), Healer, Door.Schedule, time), null, cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The restart of {Container} could not be asked for")]
    private partial void LogFailed(Exception exception, string container);
}
