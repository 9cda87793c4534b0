namespace HydraBot.Speech.Onnx;

/// <summary>Something large that is loaded when it is first needed, shared by all, and tried again after a failure: whoever puts a missing file there need not restart.</summary>
/// <param name="load">Loads it; on a thread of the pool.</param>
internal sealed class LoadedOnce<T>(Func<T> load) : IDisposable
    where T : class, IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private T? _loaded;

    public bool IsLoaded => _loaded is not null;

    public async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        if (_loaded is { } there)
            return there;
        await _loading.WaitAsync(cancellationToken);
        try
        {
            return _loaded ??= await ModelFiles.ReadAsync(load, cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose()
    {
        _loading.Dispose();
        _loaded?.Dispose();
    }
}
