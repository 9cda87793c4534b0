using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace HydraBot.Speech.Onnx;

/// <summary>Numbers into tensors of the type that a model asks for, and back: exports differ in 16 or 32 bits, and in whole numbers or floats.</summary>
internal static class OnnxValues
{
    /// <exception cref="SpeechException">The model asks for a type that numbers cannot become.</exception>
    public static OrtValue Of(float[] numbers, long[] shape, TensorElementType type) => type switch
    {
        _ when numbers.Length == 0 => Empty(shape, type),
        TensorElementType.Float => OrtValue.CreateTensorValueFromMemory(numbers, shape),
        TensorElementType.Float16 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => (Float16)number), shape),
        TensorElementType.Int64 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => (long)MathF.Round(number)), shape),
        TensorElementType.Int32 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => (int)MathF.Round(number)), shape),
        _ => throw new SpeechException($"A model asks for numbers as {type}; float, float16, int64 and int32 are known."),
    };

    /// <exception cref="SpeechException">The model asks for ids of another type than whole numbers.</exception>
    public static OrtValue OfIds(long[] ids, TensorElementType type) => type switch
    {
        TensorElementType.Int64 => OrtValue.CreateTensorValueFromMemory(ids, [1, ids.Length]),
        TensorElementType.Int32 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(ids, id => (int)id), [1, ids.Length]),
        _ => throw new SpeechException($"A model asks for ids as {type}; int64 and int32 are known."),
    };

    /// <summary>A tensor with a length of zero somewhere.</summary>
    public static OrtValue Empty(long[] shape, TensorElementType type) => OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);

    /// <summary>Copies the numbers from <paramref name="from"/> on.</summary>
    /// <exception cref="SpeechException">They are no floats.</exception>
    public static void Read(OrtValue value, int from, Span<float> numbers)
    {
        switch (value.GetTensorTypeAndShape().ElementDataType)
        {
            case TensorElementType.Float:
                value.GetTensorDataAsSpan<float>().Slice(from, numbers.Length).CopyTo(numbers);
                break;
            case TensorElementType.Float16:
                System.Numerics.Tensors.TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<Float16, Half>(value.GetTensorDataAsSpan<Float16>()).Slice(from, numbers.Length), numbers);
                break;
            case var other:
                throw new SpeechException($"A model gives numbers as {other}; float and float16 are known.");
        }
    }
}
