using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Image;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Isolation;

/// <summary>At the start of the house: takes away what a former run left, and tests the isolation, both down the road like any other request.</summary>
internal sealed partial class IsolationStart(
    GovernedExecutor road, SandboxEngine engine, SandboxImage image, IOptions<SandboxOptions> options, TimeProvider time, ILogger<IsolationStart> logger) : BackgroundService
{
    private static readonly Caller House = new(CallerKind.Schedule, "sandbox", "the house", AccessLevel.Operator);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if ((await engine.ListAsync(stoppingToken)).Count > 0)
                await AskAsync("sandbox.cleanup", stoppingToken);
            if (options.Value.TestAtStart && await image.FindAsync(stoppingToken) is not null)
                await AskAsync("sandbox.test_isolation", stoppingToken);
        }
        catch (OperationException nothing)
        {
            LogNothing(nothing.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The house stops; the next start looks again.
        }
    }

    private async Task AskAsync(string operation, CancellationToken stoppingToken)
    {
        var outcome = await road.ExecuteAsync(
            OperationRequest.Create(operation, JsonElement.Parse("{}"), House, Door.Schedule, time), progress: null, stoppingToken);
        LogAsked(operation, outcome.GetType().Name);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The sandbox is not there: {Reason}")]
    private partial void LogNothing(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} at the start: {Outcome}")]
    private partial void LogAsked(string operation, string outcome);
}
