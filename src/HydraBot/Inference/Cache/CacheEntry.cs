namespace HydraBot.Inference.Cache;

/// <summary>One answer that is kept, and what was learned of how far from its question it is right.</summary>
internal sealed class CacheEntry(long id, CacheQuestion question, Reading reading, float[] vector, DateTimeOffset madeAt)
{
    /// <summary>How much entries differ in how far they reach: the standard deviation of their offsets in log odds, from the calibration pairs.</summary>
    private const double Spread = 1.0;

    /// <summary>The bound holds with 95 of 100 chances on what an entry's own observations say.</summary>
    private const double Confidence = 1.645;

    private const int MostObservations = 64;

    private readonly Lock _gate = new();
    private readonly List<(double Odds, bool Right)> _observed = [];
    private double _offset, _deviation = Spread;

    public long Id => id;

    public CacheQuestion Question => question;

    public Reading Reading => reading;

    public float[] Vector => vector;

    public DateTimeOffset MadeAt => madeAt;

    /// <summary>The answer as it was sent whole; null where it was only streamed.</summary>
    public byte[]? Whole { get; set; }

    /// <summary>The answer as it was streamed; null where it was only sent whole.</summary>
    public byte[]? Streamed { get; set; }

    /// <summary>Its text, to compare another answer with.</summary>
    public string Text { get; set; } = "";

    public string Endpoint { get; set; } = "";

    public string Model { get; set; } = "";

    public long Tokens { get; set; }

    public decimal Cost { get; set; }

    public TimeSpan Took { get; set; }

    /// <summary>When it was last given, for who goes first.</summary>
    public long UsedAt { get; set; }

    public int Size => (Whole?.Length ?? 0) + (Streamed?.Length ?? 0) + ((Text.Length + question.Text.Length) * 2) + 600;

    /// <summary>True where the chance that the answer is right is at least one minus the bound, as far as is known of this entry.</summary>
    /// <param name="odds">How like the question is, as <see cref="Likeness"/> says.</param>
    /// <param name="bound">The share of wrong hits that is put up with.</param>
    public bool Reaches(double odds, double bound)
    {
        lock (_gate)
        {
            // What nothing is known of stands at the common line, which holds the bound over all entries; what was seen moves it.
            var doubt = _observed.Count == 0 ? 0 : Confidence * _deviation * (1 - (_deviation / Spread));
            return odds + _offset - doubt >= Math.Log((1 - bound) / bound);
        }
    }

    /// <summary>Learns from a question this like, whose right answer was seen, or about which somebody said 👎.</summary>
    public void Observe(double odds, bool right)
    {
        lock (_gate)
        {
            if (_observed.Count == MostObservations)
                _observed.RemoveAt(0);
            _observed.Add((odds, right));
            Fit();
        }
    }

    /// <summary>The most probable offset under a normal prior, by Newton's method; its deviation by Laplace's approximation.</summary>
    private void Fit()
    {
        var offset = _offset;
        var curve = 0.0;
        for (var step = 0; step < 20; step++)
        {
            var slope = -offset / (Spread * Spread);
            curve = 1 / (Spread * Spread);
            foreach (var (odds, right) in _observed)
            {
                var chance = 1 / (1 + Math.Exp(-(odds + offset)));
                slope += (right ? 1 : 0) - chance;
                curve += chance * (1 - chance);
            }

            var move = Math.Clamp(slope / curve, -2, 2);
            offset += move;
            if (Math.Abs(move) < 1e-6)
                break;
        }

        (_offset, _deviation) = (offset, 1 / Math.Sqrt(curve));
    }
}
