// The diary: loaded only where it is shown. Each module looks after one thing.
import "./diary_keys.js";
import "./diary_moving.js";
import "./diary_opening.js";
import "./diary_showing.js";
import "./diary_touching.js";
