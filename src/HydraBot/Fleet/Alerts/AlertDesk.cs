using System.Threading.Channels;

namespace HydraBot.Fleet.Alerts;

/// <summary>Where troubles are reported and where their end is: stored first, then told by <see cref="AlertTeller"/>.</summary>
internal sealed class AlertDesk(AlertStore store)
{
    // One token is enough: whoever reads it looks at the store.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public ChannelReader<bool> News => _news.Reader;

    public async Task RaiseAsync(AlertSignal signal, CancellationToken cancellationToken)
    {
        if (await store.RaiseAsync(signal, cancellationToken))
            Tell();
    }

    public async Task<bool> ClearAsync(string key, string text, CancellationToken cancellationToken)
    {
        var cleared = await store.ClearAsync(key, text, cancellationToken);
        if (cleared)
            Tell();
        return cleared;
    }

    /// <summary>Something changed that people should see.</summary>
    public void Tell() => _news.Writer.TryWrite(true);
}
