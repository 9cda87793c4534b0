using System.Threading.Channels;
using HydraBot.Governance.Operations;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace HydraBot.Doors.Mcp.Tools;

/// <summary>Passes progress on as notifications, in order and no faster than a client can use; the newest counts, and the last comes before the answer.</summary>
internal sealed class ProgressNotices : IProgress<OperationProgress>, IAsyncDisposable
{
    private const int LongestText = 400;

    private readonly Channel<OperationProgress> _reports = Channel.CreateBounded<OperationProgress>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Task _sending;

    public ProgressNotices(McpServer server, ProgressToken token, CancellationToken cancellationToken) => _sending = SendAsync(server, token, cancellationToken);

    public void Report(OperationProgress value) => _reports.Writer.TryWrite(value);

    public async ValueTask DisposeAsync()
    {
        _reports.Writer.TryComplete();
        await _sending;
    }

    /// <summary>A client's bar never goes back: what reports less than the last one moves it by the least there is, what reports no share by one.</summary>
    internal static ProgressNotificationValue Next(OperationProgress report, float last)
    {
        float? share = report.Fraction is { } fraction ? (float)(Math.Clamp(fraction, 0, 1) * 100) : null;
        var progress = Math.Max(share ?? MathF.Floor(last) + 1, Math.Max(last + 0.001f, MathF.BitIncrement(last)));
        return new ProgressNotificationValue
        {
            Progress = progress,
            Total = share is not null && progress <= 100 ? 100f : null,
            Message = report.Text.Length <= LongestText ? report.Text : $"…{report.Text[^LongestText..]}",
        };
    }

    /// <summary>Never fails: a client that is gone needs no progress, and the call itself hears of it.</summary>
    private async Task SendAsync(McpServer server, ProgressToken token, CancellationToken cancellationToken)
    {
        var last = -1f;
        try
        {
            await foreach (var report in _reports.Reader.ReadAllAsync(cancellationToken))
            {
                var next = Next(report, last);
                await server.NotifyProgressAsync(token, next, cancellationToken: cancellationToken);
                last = next.Progress;
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or OperationCanceledException or ObjectDisposedException)
        {
            _reports.Writer.TryComplete();
        }
    }
}
