using System.Runtime.InteropServices;

namespace HydraBot.Speech.Opus;

internal sealed class OpusEncoderHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    public static OpusEncoderHandle Of(nint encoder)
    {
        var made = new OpusEncoderHandle();
        made.SetHandle(encoder);
        return made;
    }

    protected override bool ReleaseHandle()
    {
        OpusLibrary.opus_encoder_destroy(handle);
        return true;
    }
}

internal sealed class OpusDecoderHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    public static OpusDecoderHandle Of(nint decoder)
    {
        var made = new OpusDecoderHandle();
        made.SetHandle(decoder);
        return made;
    }

    protected override bool ReleaseHandle()
    {
        OpusLibrary.opus_decoder_destroy(handle);
        return true;
    }
}
