using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Chat;

[OptionsValidator]
internal sealed partial class DiscordOptionsValidator : IValidateOptions<DiscordOptions>;
