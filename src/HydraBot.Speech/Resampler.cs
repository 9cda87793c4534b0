using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace HydraBot.Speech;

/// <summary>
/// Changes the rate of a stream by a ratio of whole numbers with a polyphase filter: a sinc in a Kaiser window, so that nothing above half of the lower rate
/// comes back as something else. The delay is half of the filter; <see cref="Flush"/> gives what is in it.
/// </summary>
public sealed class Resampler
{
    /// <summary>Zero crossings of the sinc on each side: 48 taps at the lower rate, some 90 dB with the window below.</summary>
    private const int Crossings = 24;
    private const double KaiserBeta = 9;

    /// <summary>The share of the lower rate's half that passes; the rest is the slope.</summary>
    private const double Passed = 0.91;

    private readonly int _up;
    private readonly int _down;
    private readonly int _taps;
    private readonly float[] _phases;
    private readonly List<float> _waiting = [];
    private long _position;
    private long _skip;

    /// <summary>From one rate to another, in samples a second.</summary>
    public Resampler(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, 1);
        var common = (int)System.Numerics.BigInteger.GreatestCommonDivisor(from, to);
        (_up, _down) = (to / common, from / common);
        var stretch = Math.Max(1.0, (double)_down / _up);
        _taps = 2 * (int)Math.Ceiling(Crossings * stretch);
        _phases = Design(_up, _taps, stretch);
        // As if silence had been before the first sample; the first output then is the first sample, not silence.
        _waiting.AddRange(new float[_taps / 2]);
    }

    /// <summary>Takes samples, and adds what they make to <paramref name="output"/>.</summary>
    public void Push(ReadOnlySpan<short> samples, List<short> output)
    {
        foreach (var sample in samples)
            _waiting.Add(sample);
        Drain(output);
    }

    /// <summary>Gives what is still in the filter; the stream is over.</summary>
    public void Flush(List<short> output)
    {
        _waiting.AddRange(new float[_taps / 2]);
        Drain(output);
    }

    private void Drain(List<short> output)
    {
        var all = CollectionsMarshal.AsSpan(_waiting);
        while (true)
        {
            // The output's time in input samples is position/up; the window that surrounds it begins there, since half a window of silence came first.
            var first = (int)(_position / _up - _skip);
            if (first + _taps > all.Length)
                break;
            var phase = (int)(_position % _up);
            var value = TensorPrimitives.Dot(all.Slice(first, _taps), _phases.AsSpan(phase * _taps, _taps));
            output.Add((short)Math.Clamp(MathF.Round(value), short.MinValue, short.MaxValue));
            _position += _down;
        }
        var used = (int)Math.Min(_waiting.Count, _position / _up - _skip);
        if (used <= 0)
            return;
        _waiting.RemoveRange(0, used);
        _skip += used;
    }

    private static float[] Design(int up, int taps, double stretch)
    {
        var phases = new float[up * taps];
        var cutoff = Passed / stretch;
        for (var phase = 0; phase < up; phase++)
        {
            var sum = 0.0;
            for (var tap = 0; tap < taps; tap++)
            {
                var distance = tap - taps / 2.0 - (double)phase / up;
                var x = distance * cutoff;
                var sinc = x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
                var place = distance / (taps / 2.0);
                var window = Math.Abs(place) >= 1 ? 0 : Bessel(KaiserBeta * Math.Sqrt(1 - place * place)) / Bessel(KaiserBeta);
                phases[phase * taps + tap] = (float)(sinc * window);
                sum += sinc * window;
            }
            for (var tap = 0; tap < taps; tap++)
                phases[phase * taps + tap] = (float)(phases[phase * taps + tap] / sum);
        }
        return phases;
    }

    /// <summary>The modified Bessel function of order zero, by its series.</summary>
    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-12; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
