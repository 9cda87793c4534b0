using System.Numerics.Tensors;
using HydraBot.Memory.Retrieval;

namespace HydraBot.Memory.Vectors;

/// <summary>Unit vectors in one byte a number: a quarter of what must be read to know that one is not near.</summary>
/// <param name="dimensions">Numbers of a vector.</param>
internal sealed class ByteRows(int dimensions)
{
    private const int Most = 127;

    /// <summary>How finely a question's numbers are told apart.</summary>
    private const int Fine = 1024;

    /// <summary>Four standard deviations of what is rounded off, as a share of one step of the row: a number is off by a step's √(1/12).</summary>
    private const float Rounded = 1.2f;

    private sbyte[] _numbers = [];
    private float[] _steps = [];

    public static short[] Question(ReadOnlySpan<float> unit)
    {
        var question = new short[unit.Length];
        for (var at = 0; at < question.Length; at++)
            question[at] = (short)MathF.Round(unit[at] * Fine);
        return question;
    }

    public void Put(int place, ReadOnlySpan<float> unit)
    {
        if (_steps.Length <= place)
        {
            var size = Math.Max(1024, place + (place / 2));
            Array.Resize(ref _steps, size);
            Array.Resize(ref _numbers, size * dimensions);
        }

        var step = Math.Max(1e-9f, MathF.Abs(TensorPrimitives.MaxMagnitude(unit))) / Most;
        _steps[place] = step;
        var numbers = _numbers.AsSpan(place * dimensions, dimensions);
        for (var at = 0; at < unit.Length; at++)
            numbers[at] = (sbyte)MathF.Round(unit[at] / step);
    }

    /// <summary>Leaves nothing of what was at a place.</summary>
    public void Clear(int place)
    {
        _numbers.AsSpan(place * dimensions, dimensions).Clear();
        _steps[place] = 0;
    }

    /// <summary>What the cosine with a question is at most.</summary>
    public float AtMost(int place, short[] question) =>
        _steps[place] * ((GistArm.Dot(_numbers.AsSpan(place * dimensions, dimensions), question) / (float)Fine) + Rounded);
}
