using HydraBot.ForeignTools.Connections;
using HydraBot.Governance.Operations;

namespace HydraBot.ForeignTools;

/// <summary>Keeps the servers connected beside everything else, and says when one of them offers what nobody agreed to.</summary>
internal sealed partial class ForeignServersWork(ForeignServers servers, IServiceProvider services, ILogger<ForeignServersWork> logger) : BackgroundService, IHostedLifecycleService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _told = [];

    /// <summary>What was agreed to is known before any approved request runs again.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => servers.RememberAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        servers.Differs = TellAsync;
        return servers.RunAsync(stoppingToken);
    }

    /// <summary>Once for the same definitions.</summary>
    private async Task TellAsync(ForeignServer server, CancellationToken cancellationToken)
    {
        var definitions = server.Tools.Definitions ?? "";
        lock (_gate)
        {
            if (_told.TryGetValue(server.Name, out var told) && told == definitions)
                return;
            _told[server.Name] = definitions;
        }

        LogDiffers(server.Name, definitions);
        var card = new Card
        {
            Title = $"The MCP server {server.Name} offers other tools than were agreed to",
            Severity = CardSeverity.Warning,
            Text = $"What changed or is new is not called until an Owner agrees: look with `/mcp servers server:{server.Name}`, agree with `/mcp trust server:{server.Name} definitions:{definitions}`.",
        };
        // A board knows the catalog, and the catalog these servers: it is looked for when there is something to say.
        foreach (var board in services.GetServices<INoticeBoard>())
        {
            try
            {
                await board.PostAsync(NoticeTopic.Alerts, card, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // A board that is out of order is no fault of the server's; status says the same.
                LogNotTold(exception, server.Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "That the MCP server {Server} offers other tools could not be told")]
    private partial void LogNotTold(Exception exception, string server);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The MCP server {Server} offers other tools than were agreed to (definitions {Definitions}); they are not called")]
    private partial void LogDiffers(string server, string definitions);
}
