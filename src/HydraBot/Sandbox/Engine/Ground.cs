using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Image;

namespace HydraBot.Sandbox.Engine;

/// <summary>What programs stand on: the engine as it is now, and the pinned image. Asked again after a while, and after anything went wrong.</summary>
internal sealed class Ground(SandboxEngine engine, SandboxImage image, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Footing? _known;

    /// <summary>Where a program can stand.</summary>
    /// <exception cref="OperationException">Nowhere: the sentence says what is missing.</exception>
    public async Task<Footing> FindAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && time.GetElapsedTime(known.AskedAt) < Fresh)
            return known;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } since && time.GetElapsedTime(since.AskedAt) < Fresh)
                return since;
            var facts = await engine.LookAsync(cancellationToken);
            return _known = new Footing(facts, await image.RequireAsync(cancellationToken), time.GetTimestamp());
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Something went wrong: what was known may be so no longer.</summary>
    public void Forget() => _known = null;

    public void Dispose() => _one.Dispose();
}

/// <summary>An engine and an image, at a moment.</summary>
internal sealed record Footing(EngineFacts Engine, PinnedImage Image, long AskedAt)
{
    /// <summary>What a test of the isolation holds for: the same engine, kernel, runtime and image.</summary>
    public string Key => string.Join('|', Engine.Id, Engine.Name, Engine.Kernel, Engine.Runtime, Image.Id);
}
