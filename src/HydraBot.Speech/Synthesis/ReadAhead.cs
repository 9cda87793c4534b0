using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace HydraBot.Speech.Synthesis;

/// <summary>Makes the next sentence while the one before is still spoken: otherwise there is a pause between them as long as it takes to make one.</summary>
public static class ReadAhead
{
    /// <summary>The same sounds, one made ahead. Whoever stops reading stops the making.</summary>
    public static async IAsyncEnumerable<Sound> OneAheadAsync(this IAsyncEnumerable<Sound> sounds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var made = Channel.CreateBounded<Sound>(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var making = MakeAsync(sounds, made.Writer, stop.Token);
        try
        {
            await foreach (var sound in made.Reader.ReadAllAsync(cancellationToken))
                yield return sound;
        }
        finally
        {
            await stop.CancelAsync();
            await making;
        }
    }

    /// <summary>What goes wrong is told to whoever reads.</summary>
    private static async Task MakeAsync(IAsyncEnumerable<Sound> sounds, ChannelWriter<Sound> made, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var sound in sounds.WithCancellation(cancellationToken))
                await made.WriteAsync(sound, cancellationToken);
            made.Complete();
        }
        catch (Exception exception)
        {
            made.Complete(exception);
        }
    }
}
