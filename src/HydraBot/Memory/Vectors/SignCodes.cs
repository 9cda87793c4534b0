using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace HydraBot.Memory.Vectors;

/// <summary>
/// One bit for each number of each vector, from which cosines are estimated without bias: RaBitQ (Gao and Long, SIGMOD 2024, arXiv 2405.12497). A vector is taken from the middle of all, turned,
/// and only the signs are kept, with its length and how well the signs describe it. A question keeps a few bits a number, so that a product is a sum of small numbers that are looked up.
/// </summary>
internal sealed class SignCodes
{
    private const int WordBits = 64;
    private const int Four = 4;
    private const int Patterns = 1 << Four;

    /// <summary>√(1 − 2/π).</summary>
    private const float LeftOut = 0.6028f;

    private readonly int _dimensions, _words;
    private readonly SpreadRotation _rotation;
    private readonly float[] _middle, _turnedMiddle;
    private readonly float _middleSquared;
    private readonly SignBlocks _signs;
    private readonly int _steps;
    private Estimator[] _estimators = [];

    /// <param name="dimensions">Numbers of a vector.</param>
    /// <param name="rows">Unit vectors, one after the other, whose mean is the middle.</param>
    public SignCodes(int dimensions, ReadOnlySpan<float> rows)
    {
        _dimensions = dimensions;
        _words = (dimensions + WordBits - 1) / WordBits;
        _signs = new SignBlocks(_words * WordBits / Four);
        // So finely that the sums of all numbers can be counted in 16 bits.
        _steps = Math.Min(SignBlocks.MostOfFour / Four, ushort.MaxValue / (_words * WordBits));
        _rotation = new SpreadRotation(_words * WordBits);
        _middle = new float[dimensions];
        for (var first = 0; first < rows.Length; first += dimensions)
            TensorPrimitives.Add(_middle, rows.Slice(first, dimensions), _middle);
        TensorPrimitives.Divide(_middle, Math.Max(1, rows.Length / dimensions), _middle);
        _middleSquared = TensorPrimitives.Dot<float>(_middle, _middle);
        _turnedMiddle = Turned(_middle);
    }

    /// <summary>Keeps the signs of a unit vector at a place.</summary>
    public void Put(int place, ReadOnlySpan<float> unit)
    {
        if (_estimators.Length <= place)
            Array.Resize(ref _estimators, Math.Max(1024, place + (place / 2)));

        var turned = Turned(unit);
        TensorPrimitives.Subtract(turned, _turnedMiddle, turned);
        Span<ulong> code = stackalloc ulong[_words];
        code.Clear();
        for (var at = 0; at < turned.Length; at += Vector512<float>.Count)
            code[at / WordBits] |= Vector512.GreaterThan(Vector512.Create<float>(turned.AsSpan(at)), Vector512<float>.Zero).ExtractMostSignificantBits() << (at % WordBits);
        _signs.Put(place, code);
        // The vector's product with its own signs says by how much products with them fall short.
        var (squared, own) = (TensorPrimitives.Dot<float>(turned, turned), TensorPrimitives.SumOfMagnitudes<float>(turned));
        _estimators[place] = new Estimator(own > 0 ? squared / own : 0, TensorPrimitives.Dot(unit, _middle), BitCount(code));
    }

    /// <summary>Leaves nothing of what was at a place.</summary>
    public void Clear(int place)
    {
        Span<ulong> none = stackalloc ulong[_words];
        none.Clear();
        _signs.Put(place, none);
        _estimators[place] = default;
    }

    /// <summary>
    /// The cosines of a unit vector with the vectors at the first places, as far as signs tell; and by how much they mislead, as a share of <see cref="Doubt"/>: one standard deviation.
    /// </summary>
    public float Estimate(ReadOnlySpan<float> unit, Span<float> into)
    {
        var turned = Turned(unit);
        TensorPrimitives.Subtract(turned, _turnedMiddle, turned);
        var (least, most) = (TensorPrimitives.Min<float>(turned), TensorPrimitives.Max<float>(turned));
        var step = Math.Max((most - least) / _steps, float.Epsilon);
        var sum = 0;
        var sums = new byte[turned.Length / Four * Patterns];
        for (var at = 0; at < turned.Length; at++)
        {
            var level = (int)MathF.Round((turned[at] - least) / step);
            sum += level;
            for (var pattern = 0; pattern < Patterns; pattern++)
                sums[(at / Four * Patterns) + pattern] += (byte)((pattern >> (at % Four) & 1) * level);
        }

        // Numbers whose bit is set count, all others count against: twice what is common, less all.
        var all = (sum * step) + (least * turned.Length);
        var shift = TensorPrimitives.Dot(unit, _middle) - _middleSquared;
        Span<ushort> common = stackalloc ushort[SignBlocks.Rows];
        for (var block = 0; block * SignBlocks.Rows < into.Length; block++)
        {
            _signs.Sum(block, sums, common);
            var some = into[(block * SignBlocks.Rows)..];
            var estimators = _estimators.AsSpan(block * SignBlocks.Rows, Math.Min(some.Length, SignBlocks.Rows));
            for (var row = 0; row < estimators.Length; row++)
            {
                ref var estimator = ref estimators[row];
                some[row] = (estimator.Factor * ((2 * ((step * common[row]) + (least * estimator.Bits))) - all)) + estimator.Middle + shift;
            }
        }

        return TensorPrimitives.Norm<float>(turned);
    }

    /// <summary>
    /// How far the estimate for this place strays, for a question one long: what the signs do not say of the vector, over the root of the numbers. Turned vectors all keep √(2/π) of themselves in their signs.
    /// </summary>
    public float Doubt(int place) => _estimators[place].Factor * LeftOut;

    private static int BitCount(ReadOnlySpan<ulong> code)
    {
        var count = 0;
        foreach (var word in code)
            count += BitOperations.PopCount(word);
        return count;
    }

    private float[] Turned(ReadOnlySpan<float> vector)
    {
        var turned = new float[_words * WordBits];
        vector.CopyTo(turned);
        _rotation.Turn(turned);
        return turned;
    }

    /// <summary>What one product with signs becomes one cosine by.</summary>
    /// <param name="Factor">Length of the vector from the middle, by how well its signs describe it.</param>
    /// <param name="Middle">Product of the vector with the middle.</param>
    /// <param name="Bits">How many are set.</param>
    private readonly record struct Estimator(float Factor, float Middle, float Bits);
}
