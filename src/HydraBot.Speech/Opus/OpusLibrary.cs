using System.Reflection;
using System.Runtime.InteropServices;

namespace HydraBot.Speech.Opus;

/// <summary>libopus, as the system has it. https://opus-codec.org/docs/opus_api-1.3.1/</summary>
internal static partial class OpusLibrary
{
    public const int Voip = 2048;
    public const int SetBitrate = 4002;
    public const int SetComplexity = 4010;
    public const int SetInbandFec = 4012;
    public const int SetPacketLoss = 4014;
    public const int SetSignal = 4024;
    public const int SignalVoice = 3001;
    public const int ResetState = 4028;

    private const string Name = "opus";
    private static readonly string[] Files = ["libopus.so.0", "libopus.0.dylib", "/opt/homebrew/lib/libopus.0.dylib", "libopus-0.dll", "opus.dll", "libopus"];

    static OpusLibrary() => NativeLibrary.SetDllImportResolver(typeof(OpusLibrary).Assembly, Resolve);

    /// <summary>Whether libopus is here.</summary>
    public static bool IsPresent => Files.Any(file =>
    {
        if (!NativeLibrary.TryLoad(file, typeof(OpusLibrary).Assembly, null, out var handle))
            return false;
        NativeLibrary.Free(handle);
        return true;
    });

    /// <summary>Throws the sentence that says how to get it.</summary>
    public static void Require()
    {
        if (!IsPresent)
            throw new SpeechException("libopus is missing, without which no sound can be read or made. Debian and Ubuntu: apt-get install libopus0. macOS: brew install opus. Windows: put opus.dll beside HydraBot.");
    }

    /// <summary>Throws for a negative result.</summary>
    public static int Check(int result, string what) => result >= 0
        ? result
        : throw new SpeechException($"Opus could not {what}: {Marshal.PtrToStringUTF8(opus_strerror(result))}.");

    [LibraryImport(Name)]
    public static partial nint opus_encoder_create(int rate, int channels, int application, out int error);

    [LibraryImport(Name)]
    public static partial void opus_encoder_destroy(nint encoder);

    [LibraryImport(Name)]
    public static partial int opus_encode(OpusEncoderHandle encoder, ReadOnlySpan<short> pcm, int frameSize, Span<byte> data, int most);

    // Variadic in C; the plain form is right wherever the first variadic argument goes by the ordinary register: not on Apple's arm64.
    [LibraryImport(Name)]
    public static partial int opus_encoder_ctl(OpusEncoderHandle encoder, int request, int value);

    [LibraryImport(Name)]
    public static partial nint opus_decoder_create(int rate, int channels, out int error);

    [LibraryImport(Name)]
    public static partial void opus_decoder_destroy(nint decoder);

    [LibraryImport(Name)]
    public static partial int opus_decode(OpusDecoderHandle decoder, ReadOnlySpan<byte> data, int length, Span<short> pcm, int frameSize, int fec);

    [LibraryImport(Name)]
    public static partial int opus_decoder_ctl(OpusDecoderHandle decoder, int request);

    [LibraryImport(Name)]
    private static partial nint opus_strerror(int error);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name)
            return 0;
        foreach (var file in Files)
        {
            if (NativeLibrary.TryLoad(file, assembly, path, out var handle))
                return handle;
        }
        return 0;
    }
}
