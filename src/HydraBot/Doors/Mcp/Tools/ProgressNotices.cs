using System.Threading.Channels;
using HydraBot.Governance.Operations;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace HydraBot.Doors.Mcp.Tools;

/// <summary>Passes progress on as notifications, in order and no faster than a client can use; the newest counts.</summary>
internal sealed class ProgressNotices : IProgress<OperationProgress>
{
    private const int LongestText = 400;

    private readonly Channel<OperationProgress> _reports = Channel.CreateBounded<OperationProgress>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private int _sending;

    public ProgressNotices(McpServer server, ProgressToken token) => (Server, Token) = (server, token);

    private McpServer Server { get; }

    private ProgressToken Token { get; }

    public void Report(OperationProgress value)
    {
        _reports.Writer.TryWrite(value);
        if (Interlocked.Exchange(ref _sending, 1) == 0)
            _ = SendAsync();
    }

    /// <summary>Never fails: a client that is gone needs no progress, and the call itself hears of it.</summary>
    private async Task SendAsync()
    {
        var step = 0;
        try
        {
            await foreach (var report in _reports.Reader.ReadAllAsync())
            {
                step++;
                var text = report.Text.Length <= LongestText ? report.Text : $"…{report.Text[^LongestText..]}";
                await Server.NotifyProgressAsync(Token, new ProgressNotificationValue { Progress = (float)(report.Fraction * 100 ?? step), Total = report.Fraction is null ? null : 100, Message = text });
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or OperationCanceledException or ObjectDisposedException)
        {
            _reports.Writer.TryComplete();
        }
    }
}
