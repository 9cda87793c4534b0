using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace HydraBot.Memory.Vectors;

/// <summary>
/// One bit for each number of each vector, from which cosines are estimated without bias: RaBitQ (Gao and Long, SIGMOD 2024, arXiv 2405.12497). A vector is taken from the middle of all, turned,
/// and only the signs are kept, with its length and how well the signs describe it. A question keeps four bits a number, so that a product is four counts of common bits.
/// </summary>
internal sealed class SignCodes
{
    private const int WordBits = 64;
    private const int Planes = 4;
    private const int Steps = (1 << Planes) - 1;

    /// <summary>√(1 − 2/π).</summary>
    private const float LeftOut = 0.6028f;

    private readonly int _dimensions, _words;
    private readonly SpreadRotation _rotation;
    private readonly float[] _middle, _turnedMiddle;
    private readonly float _middleSquared;
    private ulong[] _bits = [];
    private Estimator[] _estimators = [];

    /// <param name="dimensions">Numbers of a vector.</param>
    /// <param name="rows">Unit vectors, one after the other, whose mean is the middle.</param>
    public SignCodes(int dimensions, ReadOnlySpan<float> rows)
    {
        _dimensions = dimensions;
        _words = (dimensions + WordBits - 1) / WordBits;
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
        {
            var size = Math.Max(1024, place + (place / 2));
            Array.Resize(ref _estimators, size);
            Array.Resize(ref _bits, size * _words);
        }

        var turned = Turned(unit);
        TensorPrimitives.Subtract(turned, _turnedMiddle, turned);
        var code = _bits.AsSpan(place * _words, _words);
        code.Clear();
        for (var at = 0; at < turned.Length; at += Vector512<float>.Count)
            code[at / WordBits] |= Vector512.GreaterThan(Vector512.Create<float>(turned.AsSpan(at)), Vector512<float>.Zero).ExtractMostSignificantBits() << (at % WordBits);
        // The vector's product with its own signs says by how much products with them fall short.
        var (squared, own) = (TensorPrimitives.Dot<float>(turned, turned), TensorPrimitives.SumOfMagnitudes<float>(turned));
        _estimators[place] = new Estimator(own > 0 ? squared / own : 0, TensorPrimitives.Dot(unit, _middle), BitCount(code));
    }

    /// <summary>Leaves nothing of what was at a place.</summary>
    public void Clear(int place)
    {
        _bits.AsSpan(place * _words, _words).Clear();
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
        var step = Math.Max((most - least) / Steps, float.Epsilon);
        var planes = new ulong[_words * Planes];
        var sum = 0;
        for (var at = 0; at < turned.Length; at++)
        {
            var level = (int)MathF.Round((turned[at] - least) / step);
            sum += level;
            for (var plane = 0; plane < Planes; plane++)
                planes[(at / WordBits * Planes) + plane] |= (ulong)(uint)((level >> plane) & 1) << (at % WordBits);
        }

        // Numbers whose bit is set count, all others count against: twice what is common, less all.
        var all = (sum * step) + (least * turned.Length);
        var shift = TensorPrimitives.Dot(unit, _middle) - _middleSquared;
        var estimators = _estimators.AsSpan(0, into.Length);
        for (var place = 0; place < into.Length; place++)
        {
            var estimator = estimators[place];
            var common = (step * Common(_bits.AsSpan(place * _words, _words), planes)) + (least * estimator.Bits);
            into[place] = (estimator.Factor * ((2 * common) - all)) + estimator.Middle + shift;
        }

        return TensorPrimitives.Norm<float>(turned);
    }

    /// <summary>
    /// How far the estimate for this place strays, for a question one long: what the signs do not say of the vector, over the root of the numbers. Turned vectors all keep √(2/π) of themselves in their signs.
    /// </summary>
    public float Doubt(int place) => _estimators[place].Factor * LeftOut;

    private static int Common(ReadOnlySpan<ulong> code, ReadOnlySpan<ulong> planes)
    {
        int one = 0, two = 0, four = 0, eight = 0;
        for (var word = 0; word < code.Length; word++)
        {
            var bits = code[word];
            var plane = planes.Slice(word * Planes, Planes);
            one += BitOperations.PopCount(bits & plane[0]);
            two += BitOperations.PopCount(bits & plane[1]);
            four += BitOperations.PopCount(bits & plane[2]);
            eight += BitOperations.PopCount(bits & plane[3]);
        }

        return one + (2 * two) + (4 * four) + (8 * eight);
    }

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
