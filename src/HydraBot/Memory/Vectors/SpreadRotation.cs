using System.Numerics.Tensors;

namespace HydraBot.Memory.Vectors;

/// <summary>
/// Turns vectors so that what they say is spread evenly over all numbers, and lengths and angles stay: signs are changed at random and sums and differences taken (Walsh and Hadamard), over
/// the first and then over the last numbers, twice. Costs n log n where a matrix costs n².
/// </summary>
internal sealed class SpreadRotation
{
    private const int Rounds = 4;

    /// <summary>Numbers that are summed at once.</summary>
    private const int Together = 32;
    private const int Seed = 20_240_522;

    private readonly float[][] _signs;
    private readonly int _length, _block;

    /// <param name="length">How many numbers a vector has; a multiple of 64.</param>
    public SpreadRotation(int length)
    {
        _length = length;
        for (_block = 1; _block * 2 <= length;)
            _block *= 2;
        // The same at each start, so that what is found does not change with it.
        var random = new Random(Seed);
        _signs = [.. Enumerable.Range(0, Rounds).Select(_ => Enumerable.Range(0, length).Select(_ => random.Next(2) == 0 ? -1f : 1f).ToArray())];
    }

    public void Turn(Span<float> vector)
    {
        for (var round = 0; round < Rounds; round++)
        {
            TensorPrimitives.Multiply(vector, _signs[round], vector);
            Sum(vector.Slice(round % 2 == 0 ? 0 : _length - _block, _block));
        }
    }

    private static void Sum(Span<float> block)
    {
        Span<float> sums = stackalloc float[Together];
        for (var width = 1; width < block.Length; width *= 2)
        {
            for (var first = 0; first < block.Length; first += 2 * width)
            {
                var left = block.Slice(first, width);
                var right = block.Slice(first + width, width);
                if (width < Together)
                {
                    for (var at = 0; at < left.Length; at++)
                        (left[at], right[at]) = (left[at] + right[at], left[at] - right[at]);
                    continue;
                }

                for (var at = 0; at < left.Length; at += Together)
                {
                    TensorPrimitives.Add(left.Slice(at, Together), right.Slice(at, Together), sums);
                    TensorPrimitives.Subtract(left.Slice(at, Together), right.Slice(at, Together), right.Slice(at, Together));
                    sums.CopyTo(left[at..]);
                }
            }
        }

        TensorPrimitives.Multiply(block, 1 / MathF.Sqrt(block.Length), block);
    }
}
