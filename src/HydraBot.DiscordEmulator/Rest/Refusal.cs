using HydraBot.DiscordEmulator.Rest.Validation;

namespace HydraBot.DiscordEmulator.Rest;

/// <summary>The refusals that this server can give (Discord docs, topics/opcodes-and-status-codes, "JSON Error Codes").</summary>
internal static class Refusal
{
    public static DiscordException Unauthorized => new(401, 0, "401: Unauthorized");
    public static DiscordException NotFound => new(404, 0, "404: Not Found");
    public static DiscordException UnknownApplication => new(404, 10002, "Unknown Application");
    public static DiscordException UnknownChannel => new(404, 10003, "Unknown Channel");
    public static DiscordException UnknownGuild => new(404, 10004, "Unknown Guild");
    public static DiscordException UnknownMember => new(404, 10007, "Unknown Member");
    public static DiscordException UnknownMessage => new(404, 10008, "Unknown Message");
    public static DiscordException UnknownOverwrite => new(404, 10009, "Unknown Permission Overwrite");
    public static DiscordException UnknownRole => new(404, 10011, "Unknown Role");
    public static DiscordException UnknownUser => new(404, 10013, "Unknown User");
    public static DiscordException UnknownEmoji => new(400, 10014, "Unknown Emoji");
    public static DiscordException UnknownWebhook => new(404, 10015, "Unknown Webhook");
    public static DiscordException UnknownInteraction => new(404, 10062, "Unknown interaction");
    public static DiscordException UnknownCommand => new(404, 10063, "Unknown application command");
    public static DiscordException UnknownVoiceState => new(404, 10065, "Unknown Voice State");
    public static DiscordException BotsCannotUse => new(403, 20001, "Bots cannot use this endpoint");
    public static DiscordException OnlyBotsCanUse => new(403, 20002, "Only bots can use this endpoint");
    public static DiscordException TooManyReactions => new(400, 30010, "Maximum number of reactions reached (20)");
    public static DiscordException TooManyPins => new(400, 30003, "Maximum number of pins reached (250)");
    public static DiscordException TooManyCommandCreates => new(400, 30034, "Max number of daily application command creates has been reached (200)");
    public static DiscordException TooLarge => new(413, 40005, "Request entity too large");
    public static DiscordException NotInVoice => new(400, 40032, "Target user is not connected to voice.");
    public static DiscordException AlreadyAcknowledged => new(400, 40060, "Interaction has already been acknowledged.");
    public static DiscordException MissingAccess => new(403, 50001, "Missing Access");
    public static DiscordException CannotRunOnDirectMessage => new(400, 50003, "Cannot execute action on a DM channel");
    public static DiscordException NotYourMessage => new(403, 50005, "Cannot edit a message authored by another user");
    public static DiscordException EmptyMessage => new(400, 50006, "Cannot send an empty message");
    public static DiscordException CannotMessageUser => new(403, 50007, "Cannot send messages to this user");
    public static DiscordException NotATextChannel => new(400, 50008, "Cannot send messages in a non-text channel");
    public static DiscordException MissingPermissions => new(403, 50013, "Missing Permissions");
    public static DiscordException BulkDeleteCount => new(400, 50016, "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete.");
    public static DiscordException InvalidWebhookToken => new(401, 50027, "Invalid Webhook Token");
    public static DiscordException TooOldToBulkDelete => new(400, 50034, "You can only bulk delete messages that are under 14 days old.");
    public static DiscordException InvalidJson => new(400, 50109, "The request body contains invalid JSON.");
    public static DiscordException ThreadArchived => new(400, 50083, "Tried to perform an operation on an archived thread, such as editing a message or adding a user to the thread");
    public static DiscordException MessageHasThread => new(400, 160004, "A thread has already been created for this message");
    public static DiscordException ThreadLocked => new(400, 160005, "Thread is locked");
    public static DiscordException InvalidApiVersion => new(400, 50041, "Invalid API version provided");

    /// <summary>50035 with one field error.</summary>
    public static DiscordException InvalidField(string path, string code, string message)
    {
        var errors = new PayloadErrors();
        errors.Add(path, code, message);
        return errors.ToException();
    }
}
