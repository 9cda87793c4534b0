namespace HydraBot.Inference.Resilience;

/// <summary>What was learned of one model on one endpoint: how fast it is, how it fails, and whether it may be asked now.</summary>
internal sealed class BackendHealth(BreakerOptions options, TimeProvider time)
{
    private const double Newest = 0.2;

    private readonly Lock _gate = new();
    private readonly double[] _firstBytes = new double[128];
    private int _samples;
    private int _inARow;
    private int _opened;
    private long _openedAt;
    private TimeSpan _pause;
    private bool _trying;
    private int _inFlight;
    private double _firstByteMs, _tokensPerSecond;
    private long _requests, _failures, _broken, _input, _output;
    private string? _lastTrouble;

    /// <summary>Requests that run there now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Smoothed milliseconds until the first byte; 0 before the first answer.</summary>
    public double FirstByteMs => Volatile.Read(ref _firstByteMs);

    /// <summary>Smoothed tokens a second after the first; 0 before the first answer.</summary>
    public double TokensPerSecond => Volatile.Read(ref _tokensPerSecond);

    /// <summary>True while it is left alone after failures.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate)
                return _opened > 0 && (_trying || time.GetElapsedTime(_openedAt) < _pause);
        }
    }

    /// <summary>How long until it may be asked again; zero where it may be now.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_gate)
                return _opened == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Max(0, (_pause - time.GetElapsedTime(_openedAt)).Ticks));
        }
    }

    /// <summary>Takes a place: false while it is left alone, or while one call is already trying whether it is back.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            if (_opened > 0)
            {
                if (_trying || time.GetElapsedTime(_openedAt) < _pause)
                    return false;
                _trying = true;
            }
        }

        Interlocked.Increment(ref _inFlight);
        return true;
    }

    /// <summary>It answered.</summary>
    public void Served(TimeSpan firstByte, TimeSpan duration, long input, long output)
    {
        Interlocked.Decrement(ref _inFlight);
        lock (_gate)
        {
            (_inARow, _opened, _trying) = (0, 0, false);
            _requests++;
            _input += input;
            _output += output;
            var ms = firstByte.TotalMilliseconds;
            _firstByteMs = _samples == 0 ? ms : _firstByteMs + (Newest * (ms - _firstByteMs));
            _firstBytes[_samples++ % _firstBytes.Length] = ms;
            if (output > 1 && (duration - firstByte).TotalSeconds is > 0.001 and var seconds)
            {
                var speed = (output - 1) / seconds;
                _tokensPerSecond = _tokensPerSecond == 0 ? speed : _tokensPerSecond + (Newest * (speed - _tokensPerSecond));
            }
        }
    }

    /// <summary>It failed, and perhaps said when to come again.</summary>
    /// <param name="trouble">In a few words.</param>
    /// <param name="broken">True when a part of an answer had come.</param>
    /// <param name="retryAfter">When it wants to be asked again: until then it is left alone.</param>
    public void Failed(string trouble, bool broken, TimeSpan? retryAfter)
    {
        Interlocked.Decrement(ref _inFlight);
        lock (_gate)
        {
            _requests++;
            _failures++;
            _broken += broken ? 1 : 0;
            _lastTrouble = trouble;
            if (++_inARow < options.Failures && !_trying && retryAfter is null)
                return;
            // Requests that ran already when it was left alone fail one after the other: that is still the one failure, and not as many.
            var late = _opened > 0 && !_trying;
            if (late && (retryAfter is null || Remaining >= retryAfter))
                return;
            _opened += late ? 0 : 1;
            _trying = false;
            _openedAt = time.GetTimestamp();
            var growing = TimeSpan.FromTicks(Math.Min(options.Pause.Ticks << Math.Min(_opened - 1, 8), options.MaxPause.Ticks));
            _pause = retryAfter is { } wanted ? TimeSpan.FromTicks(Math.Min(wanted.Ticks, options.MaxPause.Ticks)) : growing;
        }
    }

    /// <summary>It took the request for wrong, or nobody waited for its answer: neither good nor bad.</summary>
    public void Left()
    {
        Interlocked.Decrement(ref _inFlight);
        lock (_gate)
            _trying = false;
    }

    /// <summary>The time within which 95 of 100 answers began; null before twenty were seen.</summary>
    public TimeSpan? SlowFirstByte
    {
        get
        {
            lock (_gate)
            {
                var count = Math.Min(_samples, _firstBytes.Length);
                if (count < 20)
                    return null;
                Span<double> sorted = stackalloc double[count];
                _firstBytes.AsSpan(0, count).CopyTo(sorted);
                sorted.Sort();
                return TimeSpan.FromMilliseconds(sorted[(int)(count * 0.95)]);
            }
        }
    }

    /// <summary>All of it, at this moment.</summary>
    public BackendFigures Figures(string endpoint, string model)
    {
        var slow = SlowFirstByte;
        var open = IsOpen;
        lock (_gate)
        {
            return new BackendFigures(
                endpoint, model, open ? "resting" : _inARow > 0 ? "shaky" : "good", InFlight, _requests, _failures, _broken,
                Math.Round(_firstByteMs, 2), slow is { } p95 ? Math.Round(p95.TotalMilliseconds, 2) : null, Math.Round(_tokensPerSecond, 2), _input, _output, _lastTrouble);
        }
    }
}

/// <summary>What was learned of one model on one endpoint.</summary>
/// <param name="Endpoint">Where.</param>
/// <param name="Model">Which.</param>
/// <param name="State"><c>good</c>, <c>shaky</c> after a failure, <c>resting</c> while it is left alone.</param>
/// <param name="InFlight">Requests that run there now.</param>
/// <param name="Requests">Since the start.</param>
/// <param name="Failures">Of these.</param>
/// <param name="Broken">Of these, in the middle of an answer.</param>
/// <param name="FirstByteMs">Smoothed milliseconds until the first byte.</param>
/// <param name="FirstByteP95Ms">The time within which 95 of 100 answers began, of the newest 128.</param>
/// <param name="TokensPerSecond">Smoothed, after the first token.</param>
/// <param name="InputTokens">Read.</param>
/// <param name="OutputTokens">Written.</param>
/// <param name="LastTrouble">In a few words.</param>
internal sealed record BackendFigures(
    string Endpoint, string Model, string State, int InFlight, long Requests, long Failures, long Broken,
    double FirstByteMs, double? FirstByteP95Ms, double TokensPerSecond, long InputTokens, long OutputTokens, string? LastTrouble);
